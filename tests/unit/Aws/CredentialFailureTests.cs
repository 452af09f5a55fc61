using System.Net;
using Amazon.Runtime;
using Amazon.SecurityToken;
using InventoryTools.Aws.Credentials;
using InventoryTools.Aws.Service;
using InventoryTools.Service;
using Xunit;

namespace InventoryTools.Tests.Aws;

public sealed class CredentialFailureTests : LoopbackTests
{
    public static TheoryData<Exception, string> CredentialFailures => new()
    {
        { new AmazonClientException("Unable to get credentials."), "Unable to get credentials" },
        {
            new AmazonClientException(
                "Error calling AssumeRole for role arn:aws:iam::1:role/r",
                new AmazonSecurityTokenServiceException(
                    "Not authorized.", ErrorType.Sender, "AccessDenied", "id", HttpStatusCode.Forbidden)),
            "Error calling AssumeRole for role arn:aws:iam::1:role/r: AccessDenied: Not authorized"
        },
        {
            new AmazonSecurityTokenServiceException(
                "The token is too old.", ErrorType.Sender, "ExpiredToken", "id", HttpStatusCode.Forbidden),
            "ExpiredToken: The token is too old"
        },
        { new AmazonServiceException("Unable to reach credentials server"), "Unable to reach credentials server" },
        {
            new ProcessAWSCredentialException("terminated with X", new TimeoutException("Too late.")),
            "The credential process failed: Too late"
        },
    };

    [Theory]
    [MemberData(nameof(CredentialFailures), DisableDiscoveryEnumeration = true)]
    public async Task Credentials_that_cannot_be_got_are_no_fault_of_theServer(Exception failure, string words)
    {
        using AwsInventoryService aws = LoopbackClient.Make(Server.Url, credentials: new Failing(failure));
        InventoryCredentialException error = await FailureAsync<InventoryCredentialException>(aws);
        Assert.Equal(CredentialProblem.CredentialsUnavailable, error.Problem);
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
        Assert.Equal(0, Server.CallCount);
    }

    [Fact]
    public async Task A_source_of_credentials_that_is_not_reached_is_not_taken_for_theServer()
    {
        TranslatingCredentials credentials = new(
            new Failing(new HttpRequestException("Nobody at sts.invalid")), error => error.Message);
        using AwsInventoryService aws = LoopbackClient.Make(Server.Url, credentials: credentials);
        InventoryCredentialException error = await FailureAsync<InventoryCredentialException>(aws);
        Assert.Contains("Nobody at sts.invalid", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_call_is_cancelled_while_its_credentials_do_not_come()
    {
        TaskCompletionSource asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TranslatingCredentials credentials = new(new Waiting(asked), error => error.Message);
        using AwsInventoryService aws = LoopbackClient.Make(Server.Url, credentials: credentials);
        using CancellationTokenSource cancel = new();
        Task<PutInventoryResponse> call = PutAsync(aws, cancel.Token);
        await asked.Task;
        await cancel.CancelAsync();
        OperationCanceledException error = await Assert.ThrowsAsync<OperationCanceledException>(() => call);
        Assert.Equal(cancel.Token, error.CancellationToken);
        Assert.Equal(0, Server.CallCount);
    }

    [Fact]
    public void What_is_no_failure_of_a_call_stays_as_it_is()
    {
        NullReferenceException error = new();
        Assert.Same(error, FailureTranslation.Translate(error, Server.Url, "PutInventory", isSent: false));
    }

    private sealed class Failing(Exception failure) : AWSCredentials
    {
        public override ImmutableCredentials GetCredentials() => throw failure;
    }

    private sealed class Waiting(TaskCompletionSource asked) : AWSCredentials
    {
        public override ImmutableCredentials GetCredentials() => throw new NotSupportedException();

        public override Task<ImmutableCredentials> GetCredentialsAsync()
        {
            asked.TrySetResult();
            return new TaskCompletionSource<ImmutableCredentials>().Task;
        }
    }
}
