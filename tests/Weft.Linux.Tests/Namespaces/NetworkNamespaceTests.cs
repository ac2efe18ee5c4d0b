namespace Weft.Linux.Tests;

public sealed class NetworkNamespaceTests
{
    [Fact]
    public void A_created_namespace_is_listed_until_it_is_deleted()
    {
        ScratchNamespace scratch = new();
        Assert.Contains(scratch.Name, NetworkNamespace.List());
        scratch.Dispose();
        Assert.DoesNotContain(scratch.Name, NetworkNamespace.List());
        NetworkNamespace.Delete(scratch.Name);
    }

    [Fact]
    public void Creating_a_namespace_twice_is_refused()
    {
        using ScratchNamespace scratch = new();
        KernelException refused = Assert.Throws<KernelException>(() => NetworkNamespace.Create(scratch.Name));
        Assert.Equal(Errno.Exists, refused.Error);
        Assert.True(NetworkNamespace.Exists(scratch.Name));
    }

    [Fact]
    public void Code_runs_inside_the_namespace_and_its_exceptions_come_out()
    {
        using ScratchNamespace scratch = new();
        Assert.Equal(["lo"], scratch.Run(InterfaceNames));
        Assert.Throws<InvalidDataException>(() => scratch.Run(() => throw new InvalidDataException()));
    }

    [Fact]
    public void An_interface_moves_to_another_namespace_under_a_new_name()
    {
        using ScratchNamespace a = new();
        using ScratchNamespace b = new();
        NamespaceLinks.CreateVeth(new VethEnd(a.Name, "left"), new VethEnd(a.Name, "right"));
        NamespaceLinks.Move(a.Name, "right", b.Name, "eth0");
        Assert.Equal(["left", "lo"], a.Run(InterfaceNames));
        Assert.Equal(["eth0", "lo"], b.Run(InterfaceNames));
        NamespaceLinks.Delete(b.Name, "eth0");
        Assert.Equal(["lo"], a.Run(InterfaceNames));
        Assert.Throws<KernelException>(() => NamespaceLinks.Delete(b.Name, "eth0"));
    }

    private static string[] InterfaceNames()
    {
        // The first two lines of this file are headings; it always shows the namespace of the thread that reads it.
        string[] names = [.. File.ReadAllLines("/proc/thread-self/net/dev").Skip(2).Select(line => line.Split(':')[0].Trim())];
        Array.Sort(names, StringComparer.Ordinal);
        return names;
    }
}
