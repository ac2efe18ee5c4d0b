namespace Weft.Linux;

/// <summary>Classes by which the kernel's queues take packets (TC_PRIO_* of linux/pkt_sched.h), in its own numbers. Its queues with bands have these in the right order without being told.</summary>
internal enum QueueClass : uint
{
    BestEffort = 0,

    /// <summary>Behind best effort.</summary>
    Filler = 1,

    /// <summary>Before best effort.</summary>
    Interactive = 6,

    /// <summary>The network's own; before best effort, too.</summary>
    Control = 7,
}
