// The baseline of the rehearsal: the SDKs that every program with this component loads, and nothing done with them.
for (const name of ["pulumi", "kubernetes", "docker", "random", "tls"]) {
  require(`@pulumi/${name}`);
}
