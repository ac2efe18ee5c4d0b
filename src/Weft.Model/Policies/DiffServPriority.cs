using System.Collections.Immutable;

namespace Weft.Model;

/// <summary>Packets with a codepoint have a priority.</summary>
/// <param name="Code">The codepoint.</param>
/// <param name="Priority">IEEE 802.1Q, 0 to 7.</param>
public readonly record struct DiffServPriority(DiffServCode Code, int Priority)
{
    /// <summary>What the policies of a fabric give, with the network's own, by codepoint; nothing where no policy gives any. Packets with any other codepoint have best effort, 0.</summary>
    /// <remarks>A host whose policy does not write one of these codepoints may not use it.</remarks>
    public static ImmutableArray<DiffServPriority> Of(IEnumerable<HostPolicy> policies)
    {
        DiffServPriority[] given =
        [
            .. policies.Where(policy => policy.Quality is { Priority: not null, Mark: not null })
                .Select(policy => new DiffServPriority(policy.Quality!.Mark!.Value, policy.Quality.Priority!.Value)),
        ];
        return given.Length == 0 ? [] : [.. given.Concat(OfNetwork).Distinct().OrderBy(item => item.Code.Value)];
    }

    private static IEnumerable<DiffServPriority> OfNetwork => new[] { 6, 7 }.Select(number => new DiffServPriority(DiffServCode.Selector(number), number));
}
