using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Weft.Lab;

/// <summary>Runs code inside a network namespace: on a thread of its own, because a namespace belongs to a thread.</summary>
public static class NamespaceThread
{
    private const int CloneNewNet = 0x4000_0000;

    /// <summary>Runs <paramref name="work"/> inside the namespace and waits; sockets opened there stay there.</summary>
    public static T Run<T>(string name, Func<T> work)
    {
        T result = default!;
        ExceptionDispatchInfo? fault = null;
        Thread thread = Start(name, () => result = work(), caught => fault = ExceptionDispatchInfo.Capture(caught));
        thread.Join();
        fault?.Throw();
        return result;
    }

    /// <summary>Runs <paramref name="work"/> inside the namespace and waits.</summary>
    public static void Run(string name, Action work) =>
        Run(name, () =>
        {
            work();
            return 0;
        });

    private static Thread Start(string name, Action work, Action<Exception> fault)
    {
        Thread thread = new(() =>
        {
            try
            {
                Enter(name);
                work();
            }
            catch (Exception caught)
            {
                fault(caught);
            }
        })
        {
            IsBackground = true,
            Name = $"netns {name}",
        };
        thread.Start();
        return thread;
    }

    private static void Enter(string name)
    {
        using SafeFileHandle handle = File.OpenHandle(LabPaths.Namespace(name));
        if (SetNamespace(handle.DangerousGetHandle().ToInt32(), CloneNewNet) != 0)
        {
            throw new LabException($"cannot enter the namespace {name}: {Marshal.GetLastPInvokeErrorMessage()}");
        }
    }

    [DllImport("libc", EntryPoint = "setns", SetLastError = true)]
    private static extern int SetNamespace(int descriptor, int kind);
}
