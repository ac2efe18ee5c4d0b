namespace Weft.Linux;

/// <summary>A queueing discipline of an interface.</summary>
/// <param name="InterfaceIndex">The interface.</param>
/// <param name="Handle">Its handle; 0 for one that the kernel chose by itself.</param>
/// <param name="Parent">The class that it queues for; all ones for the whole interface.</param>
/// <param name="Kind">"fq_codel".</param>
internal readonly record struct PortQueue(int InterfaceIndex, uint Handle, uint Parent, string Kind);
