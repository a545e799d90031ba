import { expect } from "chai";
import { needDocker, tryDocker } from "../support/docker";
import { frontEnd } from "./frontEnd";

const library = "/usr/local/lib/opennebula-kubernetes";

/** How a role tells a failure in one line, in Bash and in Ruby; the text is on stdin. */
const readers = {
  Bash: `ROLE=test; . ${library}/runtime/messages; cat >/tmp/log; cause /tmp/log`,
  Ruby: `ruby -r ${library}/enrolment/command.rb -e 'puts Command.run("ruby", "-e", "warn $stdin.read; exit 1", input: $stdin.read).told'`,
};

const from = "\tfrom /usr/bin/onehost:42:in `<main>'";

/** What a command wrote, and what is to be told of it. */
const texts: readonly (readonly [what: string, written: string, told: string])[] = [
  [
    "a trace",
    `/usr/bin/onehost:9:in \`block in <main>': boom (RuntimeError)\n${from}`,
    "boom (RuntimeError)",
  ],
  [
    "a trace of one line",
    "/usr/bin/onehost:9:in `<main>': boom (RuntimeError)",
    "boom (RuntimeError)",
  ],
  [
    "a trace of Ruby 3.4",
    "/x.rb:9:in 'Integer#+': nil can't be coerced (TypeError)\n\tfrom /x.rb:9:in '<main>'",
    "nil can't be coerced (TypeError)",
  ],
  [
    "a name in quotes",
    `/x.rb:1:in \`x': undefined method \`y' for nil:NilClass (NoMethodError)\n${from}`,
    "undefined method `y' for nil:NilClass (NoMethodError)",
  ],
  [
    "a gem that is missing",
    `<internal:/usr/lib/ruby/vendor_ruby/rubygems/core_ext/kernel_require.rb>:85:in \`require': cannot load such file -- nokogiri (LoadError)\n${from}`,
    "cannot load such file -- nokogiri (LoadError)",
  ],
  [
    "a colon in the cause",
    `/x.rb:1:in \`x': a: b: c (ArgumentError)\n${from}`,
    "a: b: c (ArgumentError)",
  ],
  [
    "a cause of several lines",
    `/x.rb:1:in \`x': first (RuntimeError)\nsecond\n${from}`,
    "first (RuntimeError)",
  ],
  [
    "a cause that has a cause",
    `/x.rb:3:in \`rescue in x': outer (RuntimeError)\n${from}\n/x.rb:1:in \`x': inner (IOError)\n${from}`,
    "outer (RuntimeError)",
  ],
  [
    "a warning before a trace",
    `/x.rb:7: warning: obsolete\n/x.rb:9:in \`x': boom (RuntimeError)\n${from}`,
    "boom (RuntimeError)",
  ],
  [
    "words before a trace",
    `connecting\n/x.rb:9:in \`x': boom (RuntimeError)\n${from}`,
    "boom (RuntimeError)",
  ],
  ["words alone", "Error getting host [9].", "Error getting host [9]."],
  [
    "several lines of words",
    "connecting\nPermission denied (publickey).\n\n",
    "Permission denied (publickey).",
  ],
  ["words with a place", "cannot open /x.rb:9 in `mode': no", "cannot open /x.rb:9 in `mode': no"],
];

describe("The reason of a failure", () => {
  let image: string;

  before(async function () {
    await needDocker(this);
    ({ image } = await frontEnd());
  });

  for (const [reader, script] of Object.entries(readers)) {
    for (const [what, written, told] of texts) {
      it(`is told from ${what}, in ${reader}`, async () => {
        const bash = ["--entrypoint", "/bin/bash", image, "-euo", "pipefail", "-c", script];
        const run = ["run", "--rm", "-i", "--network", "none", "-e", "HOME=/tmp", ...bash];
        const { stdout, stderr } = await tryDocker(run, written);
        expect(stdout, stderr).to.equal(`${told}\n`);
      });
    }
  }
});
