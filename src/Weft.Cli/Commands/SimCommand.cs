using System.CommandLine;

namespace Weft.Cli;

/// <summary><c>weft sim</c>: a fabric in virtual time, without a kernel. Each verb is a class of its own beside this one.</summary>
internal static class SimCommand
{
    public static Command Create() => new("sim", "Run the engines of a fabric in virtual time, on no kernel at all: the same answer every time.")
    {
        SimRunCommand.Create(),
        SimExploreCommand.Create(),
        SimFuzzCommand.Create(),
        SimReplayCommand.Create(),
    };
}
