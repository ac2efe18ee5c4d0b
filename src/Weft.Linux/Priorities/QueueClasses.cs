namespace Weft.Linux;

/// <summary>Which class of the kernel's queues an IEEE 802.1Q priority is. Eight priorities share four classes, grouped as IEEE 802.1Q-2022 Annex I groups kinds of traffic for four queues.</summary>
internal static class QueueClasses
{
    /// <summary>The class of a priority, 0 to 7.</summary>
    public static QueueClass Of(int priority) => priority switch
    {
        1 => QueueClass.Filler,
        0 or 2 or 3 => QueueClass.BestEffort,
        4 or 5 => QueueClass.Interactive,
        _ => QueueClass.Control,
    };
}
