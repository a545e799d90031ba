/** A path of Pulumi's, such as `spec.ports[0].name` or `data["a.b"]`, in parts. */
export function segments(path: string): string[] {
  const parts = path.matchAll(/\["((?:[^"\\]|\\.)*)"\]|([^.[\]]+)/g);
  return [...parts].map(([, quoted, plain = ""]) => quoted ?? plain);
}
