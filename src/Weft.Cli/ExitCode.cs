namespace Weft.Cli;

/// <summary>What every command of <c>weft</c> means by its exit code.</summary>
internal static class ExitCode
{
    /// <summary>Yes: no fault, every claim holds, the thing is done.</summary>
    public const int Yes = 0;

    /// <summary>No: a fault, a claim that does not hold, a denial.</summary>
    public const int No = 1;

    /// <summary>The command line itself is wrong, or names what is not there.</summary>
    public const int Usage = 2;

    /// <summary>It was begun and is not done yet.</summary>
    public const int Pending = 3;

    /// <summary>Only a part could be told: not everybody who was asked has answered.</summary>
    public const int Partial = 4;

    /// <summary>It could not be tried: no rights, no daemon, a fabric that never got ready.</summary>
    public const int CouldNotRun = 5;
}
