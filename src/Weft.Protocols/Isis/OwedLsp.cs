using Weft.Model;

namespace Weft.Protocols.Isis;

/// <summary>An LSP that a neighbour has not acknowledged yet.</summary>
/// <param name="Due">When to send it (again); Never while it waits for a token.</param>
/// <param name="SentAt">When it was sent last; means nothing before it was.</param>
/// <param name="Sendings">How often it was sent.</param>
internal readonly record struct OwedLsp(Instant Due, Instant SentAt, int Sendings);
