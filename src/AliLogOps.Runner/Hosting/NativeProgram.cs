using System.Globalization;
using System.Runtime.InteropServices;

namespace AliLogOps.Runner.Hosting;

/// <summary>
/// The native program a script waits for in the foreground. The engine leaves it alone when the script is stopped, because a
/// terminal's Ctrl+C reaches it anyway; a request to terminate reaches the runner only, and has to be passed on.
/// Linux only: elsewhere the script ends when its native program does.
/// </summary>
internal sealed class NativeProgram
{
    private const int Terminate = 15;

    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(50);

    private readonly Lock _gate = new();
    private HashSet<int>? _before;

    /// <summary>The engine is about to start a program that shares our streams.</summary>
    internal void Begin()
    {
        HashSet<int> before = Children();
        lock (_gate)
        {
            _before = before;
        }
    }

    internal void End()
    {
        lock (_gate)
        {
            _before = null;
        }
    }

    /// <summary>Asks the program to end; does nothing when none runs. Processes started earlier, by the module for one, are none of its business.</summary>
    internal void Stop()
    {
        HashSet<int>? before;
        lock (_gate)
        {
            before = _before;
        }

        if (before is not null)
        {
            // the engine may have announced a program that it has yet to start, and would start it all the same
            Thread stopper = new(() => StopStartedSince(before)) { IsBackground = true, Name = "Native program" };
            stopper.Start();
        }
    }

    private void StopStartedSince(HashSet<int> before)
    {
        bool asked = false;
        while (!asked)
        {
            lock (_gate)
            {
                // programs that finally blocks run later are not meant
                if (!ReferenceEquals(_before, before))
                {
                    return;
                }

                foreach (int child in Children().Except(before))
                {
                    // it may have ended by now, which is as good
                    _ = Kill(child, Terminate);
                    asked = true;
                }
            }

            Thread.Sleep(s_pause);
        }
    }

    private static HashSet<int> Children()
    {
        const string Tasks = "/proc/self/task";
        if (!OperatingSystem.IsLinux() || !Directory.Exists(Tasks))
        {
            return [];
        }

        // a child belongs to the thread that started it
        return [.. Directory.EnumerateDirectories(Tasks).SelectMany(ChildrenOf)];
    }

    private static IEnumerable<int> ChildrenOf(string task)
    {
        try
        {
            return File.ReadAllText(Path.Combine(task, "children"))
                .Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Select(id => int.Parse(id, CultureInfo.InvariantCulture));
        }
        catch (IOException)
        {
            // the thread has ended, or the kernel does not tell
            return [];
        }
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Kill(int process, int signal);
}
