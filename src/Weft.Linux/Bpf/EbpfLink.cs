namespace Weft.Linux;

/// <summary>A program at one side of an interface, after those that others put there (tcx, Linux 6.6). It is there as long as this handle, whose end the kernel itself
/// brings about when the process ends.</summary>
internal sealed unsafe class EbpfLink : IDisposable
{
    /// <summary>The kernel lets no more programs be at one side of an interface.</summary>
    private const int MostPrograms = 64;

    private EbpfLink(int descriptor, uint id)
    {
        Descriptor = descriptor;
        Id = id;
    }

    public int Descriptor { get; private set; }

    /// <summary>The number by which the kernel lists it.</summary>
    public uint Id { get; }

    /// <summary>Whether this kernel has such links and lets the process ask for them: found out by asking for those of an interface that every namespace has.</summary>
    public static bool AreSupported()
    {
        const uint Loopback = 1;
        EbpfCalls.QueryAttribute attribute = new() { Interface = Loopback, Place = EbpfCalls.Ingress };
        return EbpfCalls.Call(EbpfCalls.QueryPrograms, ref attribute) >= 0;
    }

    /// <summary>Attaches a program. The kernel waits for the end of all that looks at the interface's programs, holding the lock of all changes of routes.</summary>
    /// <param name="interfaceIndex">The interface.</param>
    /// <param name="place"><see cref="EbpfCalls.Ingress"/> or <see cref="EbpfCalls.Egress"/>.</param>
    /// <param name="program">The program.</param>
    /// <param name="link">The link, or null when it failed.</param>
    public static KernelResult Create(int interfaceIndex, uint place, EbpfProgram program, out EbpfLink? link)
    {
        link = null;
        EbpfCalls.LinkAttribute attribute = new() { Program = (uint)program.Descriptor, Interface = (uint)interfaceIndex, Place = place };
        int descriptor = EbpfCalls.Call(EbpfCalls.CreateLink, ref attribute);
        if (descriptor < 0)
        {
            return new KernelResult(-descriptor);
        }

        EbpfCalls.LinkInfo info = default;
        EbpfCalls.InfoAttribute question = new() { Object = (uint)descriptor, Length = (uint)sizeof(EbpfCalls.LinkInfo), Info = (ulong)&info };
        int error = -EbpfCalls.Call(EbpfCalls.GetInfo, ref question);
        if (error > 0)
        {
            LibC.Close(descriptor);
            return new KernelResult(error);
        }

        link = new EbpfLink(descriptor, info.Id);
        return KernelResult.Success;
    }

    /// <summary>Puts another program in place of the present one, in one step and without waiting. <see cref="Errno.NoLink"/> says that the link is at no interface any more.</summary>
    public KernelResult Replace(EbpfProgram program)
    {
        EbpfCalls.LinkUpdateAttribute attribute = new() { Link = (uint)Descriptor, Program = (uint)program.Descriptor };
        return new KernelResult(Math.Max(0, -EbpfCalls.Call(EbpfCalls.UpdateLink, ref attribute)));
    }

    /// <summary>The links of all programs at one side of an interface, in order; 0 stands for a program without a link. None when there is no such interface.</summary>
    public static uint[] Read(int interfaceIndex, uint place)
    {
        uint* programs = stackalloc uint[MostPrograms];
        uint* links = stackalloc uint[MostPrograms];
        EbpfCalls.QueryAttribute attribute = new()
        {
            Interface = (uint)interfaceIndex,
            Place = place,
            Programs = (ulong)programs,
            Count = MostPrograms,
            Links = (ulong)links,
        };
        return EbpfCalls.Call(EbpfCalls.QueryPrograms, ref attribute) < 0 ? [] : new ReadOnlySpan<uint>(links, (int)attribute.Count).ToArray();
    }

    /// <summary>Takes the program away; the kernel waits as for <see cref="Create"/>. It is gone afterwards even if a process that is being started still has the descriptor.</summary>
    public void Dispose()
    {
        if (Descriptor >= 0)
        {
            // Where it is no more, because the interface is gone or somebody was faster, there is nothing to detach.
            EbpfCalls.LinkDetachAttribute attribute = new() { Link = (uint)Descriptor };
            EbpfCalls.Call(EbpfCalls.DetachLink, ref attribute);
            LibC.Close(Descriptor);
            Descriptor = -1;
        }
    }
}
