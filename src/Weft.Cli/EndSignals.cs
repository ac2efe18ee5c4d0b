using System.Runtime.InteropServices;

namespace Weft.Cli;

/// <summary>Turns Ctrl-C, a hang-up and a plain kill into an orderly end.</summary>
internal sealed class EndSignals : IDisposable
{
    private readonly PosixSignalRegistration[] _registrations;

    public EndSignals(Action end)
    {
        void Handle(PosixSignalContext context)
        {
            context.Cancel = true;
            end();
        }

        _registrations =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, Handle),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, Handle),
            PosixSignalRegistration.Create(PosixSignal.SIGHUP, Handle),
        ];
    }

    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in _registrations)
        {
            registration.Dispose();
        }
    }
}
