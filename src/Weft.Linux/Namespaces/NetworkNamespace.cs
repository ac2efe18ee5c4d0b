using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;

namespace Weft.Linux;

/// <summary>Named network namespaces, the same as <c>ip netns</c> makes: bind mounts under /run/netns. All calls need CAP_SYS_ADMIN.</summary>
public static class NetworkNamespace
{
    private const string Folder = "/run/netns";
    private const int NewNetwork = 0x4000_0000;
    private const nuint MountBind = 4096;
    private const nuint MountRecursive = 16384;
    private const nuint MountShared = 1 << 20;
    private const int Detach = 2;

    /// <summary>The file that stands for a namespace.</summary>
    public static string PathOf(string name) => $"{Folder}/{name}";

    public static bool Exists(string name) => File.Exists(PathOf(name));

    /// <summary>The names of all namespaces, sorted.</summary>
    public static string[] List()
    {
        if (!Directory.Exists(Folder))
        {
            return [];
        }

        string[] names = [.. Directory.EnumerateFiles(Folder).Select(path => Path.GetFileName(path))];
        Array.Sort(names, StringComparer.Ordinal);
        return names;
    }

    /// <summary>Makes a namespace. Throws <see cref="KernelException"/>, also when the name is taken (EEXIST).</summary>
    public static void Create(string name)
    {
        ShareFolder();
        string path = PathOf(name);
        const int CreateExclusive = 0x40 | 0x80 | 0x80000;
        int descriptor = LibC.Open(path, CreateExclusive, 0);
        if (descriptor < 0)
        {
            throw KernelException.FromLastCall($"create network namespace {name}");
        }

        LibC.Close(descriptor);
        try
        {
            OnOwnThread(() =>
            {
                Check(LibC.Unshare(NewNetwork), "unshare the network namespace");
                Check(LibC.Mount("/proc/thread-self/ns/net", path, "none", MountBind, 0), $"mount network namespace {name}");
                return 0;
            });
        }
        catch
        {
            File.Delete(path);
            throw;
        }
    }

    /// <summary>Removes a namespace's name; the kernel destroys it when its last process and socket are gone. No such name is no error.</summary>
    public static void Delete(string name)
    {
        string path = PathOf(name);
        if (File.Exists(path))
        {
            LibC.Unmount(path, Detach);
            File.Delete(path);
        }
    }

    /// <summary>Runs <paramref name="body"/> on a thread of its own inside the namespace and returns its result. Exceptions come out
    /// as they were thrown. Sockets opened inside stay in the namespace; files under /proc/sys/net are those of the namespace
    /// only while inside.</summary>
    public static T Run<T>(string name, Func<T> body)
    {
        using NamespaceHandle handle = NamespaceHandle.Open(name);
        int descriptor = handle.Descriptor;
        return OnOwnThread(() =>
        {
            Check(LibC.SetNamespace(descriptor, NewNetwork), $"enter network namespace {name}");
            return body();
        });
    }

    /// <inheritdoc cref="Run{T}(string, Func{T})"/>
    public static void Run(string name, Action body) => Run(name, () =>
    {
        body();
        return 0;
    });

    /// <summary>Runs <paramref name="body"/> on a thread of its own in a new namespace without a name, which is gone afterwards.</summary>
    public static T RunInNew<T>(Func<T> body) => OnOwnThread(() =>
    {
        Check(LibC.Unshare(NewNetwork), "unshare the network namespace");
        return body();
    });

    private static T OnOwnThread<T>(Func<T> body)
    {
        T result = default!;
        ExceptionDispatchInfo? failure = null;
        Thread thread = new(() =>
        {
            try
            {
                result = body();
            }
            catch (Exception exception)
            {
                failure = ExceptionDispatchInfo.Capture(exception);
            }
        });
        thread.Start();
        thread.Join();
        failure?.Throw();
        return result;
    }

    /// <summary>Makes /run/netns a shared mount, so that names made here are seen and can be removed everywhere.</summary>
    private static void ShareFolder()
    {
        Directory.CreateDirectory(Folder);
        if (LibC.Mount("", Folder, "none", MountShared | MountRecursive, 0) == 0)
        {
            return;
        }

        if (Marshal.GetLastPInvokeError() != Errno.Invalid)
        {
            throw KernelException.FromLastCall($"share {Folder}");
        }

        Check(LibC.Mount(Folder, Folder, "none", MountBind | MountRecursive, 0), $"mount {Folder}");
        Check(LibC.Mount("", Folder, "none", MountShared | MountRecursive, 0), $"share {Folder}");
    }

    private static void Check(int result, string what)
    {
        if (result < 0)
        {
            throw KernelException.FromLastCall(what);
        }
    }
}
