package main

import (
	opennebula "example.com/pulumi-opennebula-kubernetes/sdk/go/opennebula-kubernetes"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

func main() {
	pulumi.Run(func(ctx *pulumi.Context) error {
		serviceType := opennebula.ServiceTypeLoadBalancer
		frontEnd, err := opennebula.NewOpenNebula(ctx, "one", &opennebula.OpenNebulaArgs{
			Version: "7.4.0",
			Image:   opennebula.ImageArgs{Reference: pulumi.String("registry.example.net/cloud/opennebula:7.4.0")},
			Expose:  &opennebula.ExposeArgs{Type: &serviceType},
		})
		if err != nil {
			return err
		}
		ctx.Export("endpoints", frontEnd.Endpoints)
		ctx.Export("sshPublicKey", frontEnd.SshPublicKey)
		ctx.Export("oneadminPassword", frontEnd.OneadminPassword)
		return nil
	})
}
