using Weft.Model;

namespace Weft.Linux;

/// <summary>The kernel's notifications or replies overran the socket; everything was read again.</summary>
public sealed record NotificationsLost(string Socket) : NodeEvent
{
    public override string Kind => "netlink-overrun";

    public override string Subject => Socket;

    public override string Text => $"netlink {Socket} were lost (ENOBUFS); the kernel's state was read again";

    public override EventSeverity Severity => EventSeverity.Warning;
}
