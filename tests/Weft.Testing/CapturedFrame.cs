namespace Weft.Testing;

/// <summary>One frame of a capture.</summary>
/// <param name="Number">Position in the file from 1, as Wireshark counts.</param>
/// <param name="Time">Since the first frame.</param>
/// <param name="Octets">The frame from its destination MAC, without FCS.</param>
public sealed record CapturedFrame(int Number, TimeSpan Time, byte[] Octets);
