using System.Collections.Generic;
using Pulumi;
using Pulumi.OpennebulaKubernetes;
using Pulumi.OpennebulaKubernetes.Inputs;

return await Deployment.RunAsync(() =>
{
    var frontEnd = new OpenNebula("one", new OpenNebulaArgs
    {
        Version = "7.4.0",
        Image = new ImageArgs { Reference = "registry.example.net/cloud/opennebula:7.4.0" },
        Expose = new ExposeArgs { Type = ServiceType.LoadBalancer },
    });

    return new Dictionary<string, object?>
    {
        ["endpoints"] = frontEnd.Endpoints,
        ["sshPublicKey"] = frontEnd.SshPublicKey,
        ["oneadminPassword"] = frontEnd.OneadminPassword,
    };
});
