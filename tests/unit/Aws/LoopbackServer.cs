using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading.Tasks;

namespace InventoryTools.Tests.Aws;

/// <summary>One request that came in, and the answer it gets.</summary>
public sealed record Seen(string Method, string Path, string Body, IReadOnlyDictionary<string, string> Headers);

/// <summary>A service on this machine that answers what a test says.</summary>
public sealed class LoopbackServer : IDisposable
{
    private readonly HttpListener _listener;
    private readonly Func<Seen, (int Status, string Body)> _answer;

    public LoopbackServer(Func<Seen, (int Status, string Body)> answer)
    {
        _answer = answer;
        _listener = Listen(out string address);
        Address = address;
        _ = ServeAsync();
    }

    public string Address { get; }

    public ConcurrentQueue<Seen> Requests { get; } = new();

    /// <summary>The headers that answers carry besides.</summary>
    public Action<HttpListenerResponse> Decorate { get; set; } = _ => { };

    public void Dispose() => _listener.Close();

    // HttpListener finds no free port itself, and another process may take the one that was found.
    private static HttpListener Listen(out string address)
    {
        for (int attempt = 1; ; attempt++)
        {
            using (TcpListener free = new(IPAddress.Loopback, 0))
            {
                free.Start();
                address = $"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}";
            }

            HttpListener listener = new();
            listener.Prefixes.Add(address + "/");
            try
            {
                listener.Start();
                return listener;
            }
            catch (HttpListenerException) when (attempt < 10)
            {
                listener.Close();
            }
        }
    }

    private async Task ServeAsync()
    {
        while (_listener.IsListening)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception error) when (error is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            await AnswerAsync(context);
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        using StreamReader reader = new(context.Request.InputStream, Encoding.UTF8);
        Dictionary<string, string> headers = new(StringComparer.OrdinalIgnoreCase);
        foreach (string name in context.Request.Headers.AllKeys!)
        {
            headers[name] = context.Request.Headers[name]!;
        }

        Seen seen = new(context.Request.HttpMethod, context.Request.RawUrl!, await reader.ReadToEndAsync(), headers);
        Requests.Enqueue(seen);
        (int status, string body) = _answer(seen);
        byte[] bytes = Encoding.UTF8.GetBytes(body);
        context.Response.StatusCode = status;
        Decorate(context.Response);
        await context.Response.OutputStream.WriteAsync(bytes);
        context.Response.Close();
    }
}
