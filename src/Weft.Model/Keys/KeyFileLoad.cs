using System.Collections.Immutable;
using Weft.Wire.Isis;

namespace Weft.Model;

/// <summary>A key file that was read: keys, or everything that is wrong with it.</summary>
public sealed record KeyFileLoad(IsisKeys? Keys, ImmutableArray<KeyFileFault> Faults);
