import pulumi
from pulumi_opennebula_kubernetes import ExposeArgs, ImageArgs, OpenNebula, ServiceType

front_end = OpenNebula(
    "one",
    version="7.4.0",
    image=ImageArgs(reference="registry.example.net/cloud/opennebula:7.4.0"),
    expose=ExposeArgs(type=ServiceType.LOAD_BALANCER),
)

pulumi.export("endpoints", front_end.endpoints)
pulumi.export("sshPublicKey", front_end.ssh_public_key)
pulumi.export("oneadminPassword", front_end.oneadmin_password)
