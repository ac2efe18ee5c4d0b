namespace Weft.Linux;

/// <summary>
/// As long as one is held, the kernel hurries to the end of grace periods of RCU. A program that comes to an interface or goes waits for one, 8 to 24 ms as a rule and 0.1 ms so, while nobody can change a
/// route. The setting (<c>/sys/kernel/rcu_expedited</c>) is the whole machine's: it is held for one change only, by one process of this project at a time, and put back. Who may not write
/// it waits.
/// </summary>
internal sealed unsafe class ShortGracePeriod : IDisposable
{
    private const string Setting = "/sys/kernel/rcu_expedited";
    private const int ReadAndWrite = 2;
    private const int CloseOnExec = 0x8_0000;
    private const int Alone = 2;
    private const int AtOnce = 4;

    private readonly int _descriptor;

    private ShortGracePeriod(int descriptor) => _descriptor = descriptor;

    /// <summary>Begins one; null when the setting is so already, in use or out of reach.</summary>
    public static ShortGracePeriod? TryBegin()
    {
        int descriptor = LibC.Open(Setting, ReadAndWrite | CloseOnExec, 0);
        if (descriptor < 0)
        {
            return null;
        }

        byte before = 0;
        if (LibC.LockFile(descriptor, Alone | AtOnce) == 0
            && LibC.ReadAt(descriptor, &before, 1, 0) == 1 && before == (byte)'0'
            && Write(descriptor, (byte)'1'))
        {
            return new ShortGracePeriod(descriptor);
        }

        LibC.Close(descriptor);
        return null;
    }

    public void Dispose()
    {
        Write(_descriptor, (byte)'0');
        LibC.Close(_descriptor);
    }

    private static bool Write(int descriptor, byte value) => LibC.WriteAt(descriptor, &value, 1, 0) == 1;
}
