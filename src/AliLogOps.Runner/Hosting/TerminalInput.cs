using System.Management.Automation;
using System.Security;

namespace AliLogOps.Runner.Hosting;

/// <summary>Reads answers from the terminal, in such a way that Ctrl+C ends the wait.</summary>
internal sealed class TerminalInput
{
    private readonly CancellationToken _stop;

    internal TerminalInput(CancellationToken stop)
    {
        _stop = stop;
    }

    /// <summary>Reads a line; null at the end of the input (Ctrl+D).</summary>
    internal string? ReadLine() => Wait(Console.ReadLine);

    /// <summary>Reads a line without showing it; null at the end of the input.</summary>
    internal SecureString? ReadHiddenLine() => Wait(ReadHidden);

    /// <summary>Reads a single key.</summary>
    /// <param name="hidden">Whether the key is not shown.</param>
    internal ConsoleKeyInfo ReadKey(bool hidden) => Wait(() => Console.ReadKey(hidden));

    // A blocked read cannot be interrupted, so it waits on a thread of its own, which ends with the process.
    private T Wait<T>(Func<T> read)
    {
        TaskCompletionSource<T> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Thread reader = new(() =>
        {
            try
            {
                answer.TrySetResult(read());
            }
            catch (Exception exception)
            {
                answer.TrySetException(exception);
            }
        })
        {
            IsBackground = true,
            Name = "Terminal input",
        };
        reader.Start();
        try
        {
            answer.Task.Wait(_stop);
            return answer.Task.Result;
        }
        catch (OperationCanceledException)
        {
            throw new PipelineStoppedException();
        }
    }

    private static SecureString? ReadHidden()
    {
        SecureString text = new();
        while (true)
        {
            ConsoleKeyInfo key = Console.ReadKey(intercept: true);
            bool control = key.Modifiers.HasFlag(ConsoleModifiers.Control);
            switch (key.Key)
            {
                case ConsoleKey.Enter:
                    Console.Out.WriteLine();
                    text.MakeReadOnly();
                    return text;
                case ConsoleKey.D when control && text.Length == 0:
                    Console.Out.WriteLine();
                    text.Dispose();
                    return null;
                case ConsoleKey.U when control:
                    text.Clear();
                    break;
                case ConsoleKey.Backspace when text.Length > 0:
                    text.RemoveAt(text.Length - 1);
                    break;
                default:
                    if (!char.IsControl(key.KeyChar))
                    {
                        text.AppendChar(key.KeyChar);
                    }

                    break;
            }
        }
    }
}
