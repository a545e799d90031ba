import { expect } from "chai";
import {
  locationOf,
  type Repository,
  resolveRepository,
} from "../../../components/backup/repository";
import { Problems } from "../../../components/rules/problems";
import { AccessMode } from "../../../components/storage";
import { collected } from "../../support/refusals";
import { sampleKeys } from "../../support/sampleKeys";
import { valueOf } from "../../support/settle";

const s3 = { bucket: "one-backups", accessKeyId: "AKIA", secretAccessKey: "canary" };
const sftp = {
  host: "backup.example.net",
  user: "one",
  path: "/srv/one",
  privateKey: sampleKeys.openssh.privateKey,
  hostKey: "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGtleS1vZi1rdm0y",
};

function location(repository?: Repository): Promise<string> {
  const problems = new Problems();
  const resolved = resolveRepository(problems, "backup.repository", repository);
  expect(problems.all).to.deep.equal([]);
  return valueOf(locationOf(resolved));
}

describe("a repository", () => {
  it("is on a volume of its own by default", async () => {
    expect(await location()).to.equal("/repository");
  });

  it("is on a volume of one node unless more are to mount it", () => {
    const problems = new Problems();
    const modes = [{}, { accessMode: AccessMode.ReadWriteMany }].map(
      (volume) => resolveRepository(problems, "backup.repository", { volume }).volume?.accessMode,
    );
    expect(problems.all).to.deep.equal([]);
    expect(modes).to.deep.equal(["ReadWriteOnce", "ReadWriteMany"]);
  });

  it("is a bucket of Amazon's unless another service is named", async () => {
    expect(await location({ s3 })).to.equal("s3:https://s3.amazonaws.com/one-backups");
    const endpoint = "http://minio.storage:9000/";
    expect(await location({ s3: { ...s3, endpoint, prefix: "clouds/one" } })).to.equal(
      "s3:http://minio.storage:9000/one-backups/clouds/one",
    );
  });

  it("is a folder of another machine", async () => {
    expect(await location({ sftp })).to.equal("sftp:one@backup.example.net:/srv/one");
  });

  for (const [repository, property, told] of [
    [{}, "", "names no place; give"],
    [{ volume: {}, s3 }, "", "names volume and s3, and backups go to one place; leave out"],
    [{ volume: { size: "0" } }, ".volume.size", '"0" is not a size; write'],
    [{ volume: { existingClaim: "A" } }, ".volume.existingClaim", "is not the name of a Kube"],
    [{ s3: { ...s3, endpoint: "s3.example.net" } }, ".s3.endpoint", "is not an http or https URL"],
    [{ s3: { ...s3, endpoint: "https://s3/one" } }, ".s3.endpoint", "has a path; leave it out"],
    [
      { s3: { ...s3, endpoint: "https://me:canary@s3" } },
      ".s3.endpoint",
      "the value (not shown) has credentials in it, which everybody would see; give",
    ],
    [{ s3: { ...s3, bucket: "One" } }, ".s3.bucket", '"One" is not the name of a bucket; use'],
    [{ s3: { ...s3, prefix: "/a" } }, ".s3.prefix", '"/a" is not a folder of a bucket; write'],
    [{ s3: { ...s3, region: "a b" } }, ".s3.region", '"a b" is not a region; write'],
    [
      { s3: { ...s3, secretAccessKey: "canary canary" } },
      ".s3.secretAccessKey",
      "the value (not shown) is not a key of S3; use",
    ],
    [{ sftp: { ...sftp, host: "ssh://a" } }, ".sftp.host", '"ssh://a" is '],
    [{ sftp: { ...sftp, port: 0 } }, ".sftp.port", "0 is not a port number; give"],
    [{ sftp: { ...sftp, user: "a b" } }, ".sftp.user", '"a b" is not the name of a user; use'],
    [{ sftp: { ...sftp, path: "srv" } }, ".sftp.path", '"srv" is not an absolute path; write'],
    [{ sftp: { ...sftp, hostKey: "x" } }, ".sftp.hostKey", '"x" is not a public key; give'],
    [
      { sftp: { ...sftp, privateKey: "canary" } },
      ".sftp.privateKey",
      "the value (not shown) is not a private key",
    ],
  ] as const) {
    it(`refuses ${property === "" ? Object.keys(repository).join(" with ") || "none" : property}: ${told}`, () => {
      const [problem = "", ...others] = collected((problems) =>
        resolveRepository(problems, "backup.repository", repository),
      );
      expect(others).to.deep.equal([]);
      expect(problem.startsWith(`backup.repository${property}: `), problem).to.equal(true);
      expect(problem).to.contain(told).and.not.to.contain("canary");
    });
  }
});
