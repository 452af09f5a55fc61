using System.Reflection;
using Amazon.Runtime;

namespace InventoryTools.Aws.Credentials;

/// <summary>
/// An AWSCredentials of another version of the SDK, or of another load context, such as one that AWS Tools made. It is
/// asked each time, so that it refreshes itself as it would at home.
/// </summary>
internal sealed class ReflectedCredentials : AWSCredentials
{
    private const string BaseName = "Amazon.Runtime.AWSCredentials";

    private readonly object _foreign;
    private readonly MethodInfo? _get;
    private readonly MethodInfo? _getAsync;

    private ReflectedCredentials(object foreign)
    {
        _foreign = foreign;
        _get = foreign.GetType().GetMethod("GetCredentials", Type.EmptyTypes);
        _getAsync = foreign.GetType().GetMethod("GetCredentialsAsync", Type.EmptyTypes);
    }

    /// <summary>Takes an object for credentials; null when it is none.</summary>
    public static AWSCredentials? From(object candidate)
    {
        if (candidate is AWSCredentials own)
        {
            return own;
        }

        for (Type? type = candidate.GetType(); type is not null; type = type.BaseType)
        {
            if (type.FullName == BaseName)
            {
                return new ReflectedCredentials(candidate);
            }
        }

        return null;
    }

    public override ImmutableCredentials GetCredentials() => _get is null
        ? GetCredentialsAsync().GetAwaiter().GetResult()
        : Translate(Call(_get));

    public override async Task<ImmutableCredentials> GetCredentialsAsync()
    {
        if (_getAsync is null)
        {
            return Translate(Call(_get!));
        }

        Task task = (Task)Call(_getAsync)!;
        await task.ConfigureAwait(false);
        return Translate(Read(task, nameof(Task<object>.Result)));
    }

    private static ImmutableCredentials Translate(object? keys)
    {
        // Anonymous credentials have none.
        string? accessKey = Text(keys, nameof(ImmutableCredentials.AccessKey));
        string? secretKey = Text(keys, nameof(ImmutableCredentials.SecretKey));
        return string.IsNullOrEmpty(accessKey) || string.IsNullOrEmpty(secretKey)
            ? throw CredentialErrors.Invalid("The credential object has no keys to sign with.")
            : new(
                accessKey,
                secretKey,
                Text(keys, nameof(ImmutableCredentials.Token)),
                Text(keys, nameof(ImmutableCredentials.AccountId)));
    }

    private static string? Text(object? keys, string property) => keys is null ? null : Read(keys, property) as string;

    private static object? Read(object owner, string property) =>
        owner.GetType().GetProperty(property, BindingFlags.Public | BindingFlags.Instance)?.GetValue(owner);

    private object? Call(MethodInfo method)
    {
        try
        {
            return method.Invoke(_foreign, null);
        }
        catch (TargetInvocationException error) when (error.InnerException is not null)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Capture(error.InnerException).Throw();
            throw;
        }
    }
}
