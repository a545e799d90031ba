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
        // Pulumi's SDK for .NET exports texts, numbers, lists and maps, and none of a package's own types.
        ["xmlrpc"] = frontEnd.Endpoints.Apply(endpoints => endpoints.Xmlrpc),
        ["sshPublicKey"] = frontEnd.SshPublicKey,
        ["oneadminPassword"] = frontEnd.OneadminPassword,
    };
});
