interface Colors {
  readonly card: string;
  readonly line: string;
  readonly text: string;
  readonly muted: string;
  readonly cluster: string;
  readonly pod: string;
  readonly container: string;
  readonly data: string;
  readonly client: string;
  readonly host: string;
  readonly out: string;
  readonly clientFill: string;
  readonly hostFill: string;
}

const light: Colors = {
  card: "#ffffff",
  line: "#9aa4af",
  text: "#1f2328",
  muted: "#57606a",
  cluster: "#f3f5f8",
  pod: "#e6edf7",
  container: "#ffffff",
  data: "#e7f3e8",
  client: "#0a5fc0",
  host: "#b34700",
  out: "#7436c9",
  clientFill: "#dcebfb",
  hostFill: "#fde8d7",
};

const dark: Colors = {
  card: "#0f141a",
  line: "#5b6672",
  text: "#e8edf2",
  muted: "#a3afbb",
  cluster: "#171d25",
  pod: "#1f2a3a",
  container: "#111820",
  data: "#1a2e20",
  client: "#6cb0ff",
  host: "#ff9d57",
  out: "#c197ff",
  clientFill: "#163150",
  hostFill: "#4a2a12",
};

function rules(colors: Colors): string {
  const box = (name: string, fill: string, stroke: string): string =>
    `.${name}{fill:${fill};stroke:${stroke}}`;
  const flow = (name: string, color: string): string =>
    `.flow.${name}{stroke:${color}}.head.${name}{fill:${color}}`;
  return [
    `text{fill:${colors.text}}`,
    `.muted{fill:${colors.muted}}`,
    box("card", colors.card, colors.line),
    box("cluster", colors.cluster, colors.line),
    box("service", colors.card, colors.line),
    box("outside", colors.card, colors.line),
    box("pod", colors.pod, colors.line),
    box("main", colors.container, colors.text),
    box("sidecar", colors.container, colors.muted),
    box("init", colors.pod, colors.muted),
    box("claim", colors.data, colors.line),
    box("secret", colors.card, colors.line),
    box("scratch", colors.card, colors.line),
    box("client-port", colors.clientFill, colors.client),
    box("host-port", colors.hostFill, colors.host),
    flow("client", colors.client),
    flow("host", colors.host),
    flow("out", colors.out),
    flow("inside", colors.muted),
  ].join("");
}

/** Style sheet of the picture: a card of its own colour, so that it is legible on any page, dark where readers want so. */
export function styleSheet(): string {
  return [
    "text{font-family:-apple-system,'Segoe UI',Helvetica,Arial,'DejaVu Sans',sans-serif}",
    ".bold{font-weight:600}.middle{text-anchor:middle}.start{text-anchor:start}",
    ".init,.scratch{stroke-dasharray:4 3}",
    ".flow{fill:none;stroke-width:1.8}.dashed{stroke-dasharray:6 4}",
    rules(light),
    `@media (prefers-color-scheme:dark){${rules(dark)}}`,
  ].join("");
}
