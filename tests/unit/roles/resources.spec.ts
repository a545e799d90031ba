import { expect } from "chai";
import { problemsOf } from "../../support/refusals";

type Amounts = Readonly<Record<string, unknown>>;

function told(requests: Amounts, limits: Amounts = {}): string[] {
  return problemsOf({ services: { oned: { resources: { requests, limits } } } });
}

describe("resources of a role", () => {
  for (const [requests, limits] of [
    [{ cpu: "250m", memory: "512Mi" }, {}],
    [{ cpu: 2, memory: 536870912 }, {}],
    [{ cpu: "2" }, { cpu: "2000m" }],
    [{ memory: "1Gi" }, { memory: "1073741824" }],
    [{ memory: "1e9" }, { memory: "1G" }],
    [{ "ephemeral-storage": "1Gi" }, { memory: "1Gi" }],
    [{ "example.net/gpu": "1" }, { "example.net/gpu": "1" }],
    [{ cpu: "1", "hugepages-2Mi": "4Mi" }, { "hugepages-2Mi": "4Mi" }],
    [{}, { "example.net/gpu": "2" }],
    [{ cpu: "0" }, {}],
    [{}, { cpu: "0.1" }],
  ] as const) {
    it(`may be ${JSON.stringify({ requests, limits })}`, () => {
      expect(told(requests, limits)).to.deep.equal([]);
    });
  }

  for (const [requests, limits, sentence] of [
    [
      { memory: "512m" },
      {},
      /requests\.memory: "512m" asks for thousandths of a byte; write .*"512Mi"/,
    ],
    [{ memory: "lots" }, {}, /requests\.memory: "lots" is not a quantity/],
    [{ cpu: "-1" }, {}, /requests\.cpu: "-1" is negative/],
    [{ cpu: "2" }, { cpu: "1" }, /requests\.cpu: "2" is more than the limit of 1/],
    [{ memory: "1Gi" }, { memory: "1G" }, /requests\.memory: "1Gi" is more than the limit of 1G/],
    [{}, { cpus: "1" }, /limits: "cpus" is not a resource of a container/],
    [{}, { gpu: "1" }, /limits: "gpu" is not a resource of a container/],
    [{}, { "a/b/c": "1" }, /limits: "a\/b\/c" is not a resource/],
    [{}, { "requests.example.net/gpu": "1" }, /is not a resource of a container/],
    [{}, { memory: "1Gi", "hugepages-x": "2Mi" }, /limits: "hugepages-x" is not a resource/],
    [{ "example.net/gpu": "1" }, {}, /gpu: "1" must be the limit as well/],
    [{ "example.net/gpu": "1" }, { "example.net/gpu": "2" }, /gpu: "1" must be the limit as well/],
    [{}, { "example.net/gpu": "0.5" }, /gpu: "0\.5" is not a whole number of pieces of 1/],
    [{}, { cpu: "1", "hugepages-2Mi": "3Mi" }, /"3Mi" is not a whole number of pieces of 2097152/],
    [{}, { "hugepages-2Mi": "4Mi" }, /resources: has huge pages without cpu or memory/],
    [{}, { memory: "1 Gi" }, /limits\.memory: "1 Gi" is not a quantity/],
    [{}, { cpu: "one" }, /limits\.cpu: "one" is not a quantity/],
  ] as const) {
    it(`can't be ${JSON.stringify({ requests, limits })}`, () => {
      expect(told(requests, limits)).to.have.length(1);
      expect(told(requests, limits)[0])
        .to.match(/^services\.oned\.resources[.:]/)
        .and.to.match(sentence);
    });
  }
});
