using InventoryTools.Service;
using InventoryTools.Tests.Submission;
using Xunit;

namespace InventoryTools.Tests.Service;

public sealed class ServiceFailureTests
{
    [Fact]
    public void Every_fault_code_that_the_rules_and_the_service_know_has_a_meaning_and_a_remedy() => Assert.All(
        typeof(FaultCode).GetFields().Select(field => (string)field.GetRawConstantValue()!),
        code => Assert.False(string.IsNullOrEmpty(ServiceFailure.Of(ScriptedService.Fault(code)).Remedy), code));

    [Fact]
    public void Every_way_to_get_no_answer_has_a_meaning_and_a_remedy() => Assert.All(
        Enum.GetValues<ConnectionProblem>(),
        problem => Assert.False(
            string.IsNullOrEmpty(
                ServiceFailure.Of(new InventoryConnectionException(problem, "http://127.0.0.1", "x")).Remedy),
            problem.ToString()));

    [Fact]
    public void Remedies_are_sentences() => Assert.All(
        ServiceFailure.All.Where(failure => failure.Remedy.Length > 0),
        failure => Assert.Matches(@"\A[A-Z].*\.\z", failure.Remedy));

    [Theory]
    [InlineData(400, nameof(FailureKind.Call))]
    [InlineData(429, nameof(FailureKind.Throttled))]
    [InlineData(500, nameof(FailureKind.Passing))]
    [InlineData(599, nameof(FailureKind.Passing))]
    public void An_unknown_code_means_what_its_status_says(int status, string kind) =>
        Assert.Equal(
            Enum.Parse<FailureKind>(kind),
            ServiceFailure.Of(ScriptedService.Fault("NeverSeenException", status: status)).Kind);
}
