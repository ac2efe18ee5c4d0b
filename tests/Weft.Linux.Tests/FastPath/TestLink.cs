namespace Weft.Linux.Tests;

/// <summary>Somebody else's programs at ports, and hands on ours.</summary>
internal static class TestLink
{
    private const int OpenLink = 30;

    /// <summary>A program that lets every frame go on.</summary>
    internal static EbpfProgram LoadHarmless() =>
        EbpfProgram.Load("harmless", new EbpfAssembler().Set(EbpfRegister.Result, PortProgram.GoOn).Exit().Assemble());

    /// <summary>Attaches a program that lets every frame go on.</summary>
    internal static EbpfLink Attach(string port)
    {
        using EbpfProgram program = LoadHarmless();
        EbpfLink.Create(InterfaceIndex.Of(port), EbpfCalls.Ingress, program, out EbpfLink? link).ThrowIfFailed($"attach a program to {port}");
        return link!;
    }

    /// <summary>Takes a program from its interface, as <c>bpftool link detach</c> does; the link itself stays with its owner.</summary>
    internal static void Detach(uint id)
    {
        EbpfCalls.LinkDetachAttribute attribute = new() { Link = id };
        int descriptor = EbpfCalls.Call(OpenLink, ref attribute);
        Assert.True(descriptor >= 0, Errno.Name(-descriptor));
        attribute.Link = (uint)descriptor;
        Assert.Equal(0, EbpfCalls.Call(EbpfCalls.DetachLink, ref attribute));
        LibC.Close(descriptor);
    }
}
