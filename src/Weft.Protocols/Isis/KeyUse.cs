using Weft.Model;
using Weft.Wire.Isis;

namespace Weft.Protocols.Isis;

/// <summary>What was done with one key; never its secret.</summary>
/// <param name="Scope">Its chain.</param>
/// <param name="Id">Its id.</param>
/// <param name="Algorithm">Its algorithm.</param>
/// <param name="Sends">True for the key that signs.</param>
/// <param name="Accepted">PDUs of others that it verified since it was listed.</param>
/// <param name="LastAccepted">The last of them; null when there was none.</param>
/// <param name="Lsps">LSPs of the database that it signed; 0 in the link chain.</param>
public readonly record struct KeyUse(
    AuthenticationScope Scope, ushort Id, AuthenticationAlgorithm Algorithm, bool Sends, long Accepted, Instant? LastAccepted, int Lsps);
