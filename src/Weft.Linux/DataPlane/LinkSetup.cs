using Weft.Wire;

namespace Weft.Linux;

/// <summary>Brings interfaces into the wanted state, changing only what differs. All throw <see cref="KernelException"/>.</summary>
public sealed class LinkSetup(IKernel kernel, LinkTable links)
{
    /// <summary>The kernel, for what this class does not cover.</summary>
    public IKernel Kernel { get; } = kernel;

    public LinkTable Links { get; } = links;

    /// <summary>The index of a virtual interface, made now if there is none. An interface of that name but another kind is refused.</summary>
    public int Ensure(KernelLinkSpec spec)
    {
        if (!Links.TryGet(spec.Name, out KernelLink link))
        {
            Kernel.CreateLink(spec).ThrowIfFailed($"make the {spec.Kind} {spec.Name}");
            Links.Reload(Kernel);
            return Links.IndexOf(spec.Name);
        }

        if (link.Kind != spec.Kind)
        {
            throw new KernelException($"make the {spec.Kind} {spec.Name}", Errno.Exists, $"there is an interface of that name and kind '{link.Kind}'");
        }

        return link.Index;
    }

    public void EnsureUp(int index)
    {
        if (Links.TryGet(index, out KernelLink link) && !link.IsUp)
        {
            Change(link, new KernelLinkChange { Up = true }, "bring up");
        }
    }

    public void EnsureDown(int index)
    {
        if (Links.TryGet(index, out KernelLink link) && link.IsUp)
        {
            Change(link, new KernelLinkChange { Up = false }, "take down");
        }
    }

    public void EnsureMac(int index, MacAddress mac)
    {
        if (Links.TryGet(index, out KernelLink link) && link.Mac != mac)
        {
            Change(link, new KernelLinkChange { Mac = mac }, "set the MAC of");
        }
    }

    public void EnsureMaster(int index, int master)
    {
        if (Links.TryGet(index, out KernelLink link) && link.Master != master)
        {
            Change(link, new KernelLinkChange { Master = master }, "attach");
        }
    }

    /// <summary>Gives an interface the MTU of the one below it.</summary>
    public void EnsureMtu(int index, int below)
    {
        if (Links.TryGet(index, out KernelLink link) && Links.TryGet(below, out KernelLink parent) && link.Mtu != parent.Mtu)
        {
            Change(link, new KernelLinkChange { Mtu = parent.Mtu }, "set the MTU of");
        }
    }

    /// <summary>Removes a virtual interface; one that is already gone is no fault.</summary>
    public void Delete(int index)
    {
        KernelResult result = Kernel.DeleteLink(index);
        if (result.Error != Errno.NoDevice)
        {
            result.ThrowIfFailed($"remove interface {index}");
        }

        Links.Remove(index);
    }

    private void Change(in KernelLink link, in KernelLinkChange change, string what)
    {
        Kernel.ChangeLink(link.Index, change).ThrowIfFailed($"{what} {link.Name}");
        Links.Put(link with
        {
            Flags = change.Up switch
            {
                true => link.Flags | InterfaceFlags.Up,
                false => link.Flags & ~InterfaceFlags.Up,
                null => link.Flags,
            },
            Mac = change.Mac ?? link.Mac,
            Mtu = change.Mtu ?? link.Mtu,
            Master = change.Master ?? link.Master,
        });
    }
}
