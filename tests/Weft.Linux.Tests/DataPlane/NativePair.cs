namespace Weft.Linux.Tests;

/// <summary>Two leaves on the real kernel with one cable between them and a host of the split subnet on each.</summary>
internal sealed class NativePair : IDisposable
{
    internal NativePair()
    {
        Left = new NativeNode(TestFabric.Leaf1);
        Right = new NativeNode(TestFabric.Leaf2);
        Port = Left.Plan.FabricPorts()[0].Name;
        NamespaceLinks.CreateVeth(new VethEnd(Left.Namespace, Port), new VethEnd(Right.Namespace, Port));
        LeftHost = new NativeHost(Left, "swp1", TestFabric.Mac(11), "10.1.0.11", "2001:db8:1::11", "10.1.0.1", "2001:db8:1::1");
        RightHost = new NativeHost(Right, "swp1", TestFabric.Mac(12), "10.1.0.12", "2001:db8:1::12", "10.1.0.1", "2001:db8:1::1");
        Left.Start();
        Right.Start();
        Left.Until(() => Left.Status(Port) is { Up: true, LinkLocal.IsUnspecified: false });
        Right.Until(() => Right.Status(Port) is { Up: true, LinkLocal.IsUnspecified: false });
        FillLeft();
        Right.SetHost(10, "10.1.0.12", TestFabric.Mac(12), "swp1");
        Right.SetHost(10, "2001:db8:1::12", TestFabric.Mac(12), "swp1");
        Right.SetRemote(1, Port, Left.Status(Port), "10.1.0.11", "2001:db8:1::11");
        Left.Apply();
        Right.Apply();
    }

    internal string Port { get; }

    internal NativeNode Left { get; }

    internal NativeNode Right { get; }

    internal NativeHost LeftHost { get; }

    internal NativeHost RightHost { get; }

    /// <summary>The rows of the left leaf.</summary>
    internal void FillLeft()
    {
        Left.SetHost(10, "10.1.0.11", TestFabric.Mac(11), "swp1");
        Left.SetHost(10, "2001:db8:1::11", TestFabric.Mac(11), "swp1");
        Left.SetRemote(1, Port, Right.Status(Port), "10.1.0.12", "2001:db8:1::12");
    }

    public void Dispose()
    {
        Left.Dispose();
        Right.Dispose();
        LeftHost.Dispose();
        RightHost.Dispose();
    }
}
