using System.Reflection;

namespace Furrow.Specification;

/// <summary>
/// Holds a provider's test project to every suite there is: a suite without a class derived from it here fails, so that
/// no provider leaves one out unnoticed, least of all one that is new.
/// </summary>
public abstract class ComplianceSpecification
{
    [Fact]
    public void Every_suite_is_run_for_this_provider()
    {
        Type[] own = GetType().Assembly.GetTypes();
        IEnumerable<string> missing =
            Suites().Where(suite => !own.Any(type => IsRunOf(type, suite))).Select(suite => suite.Name);
        Assert.Empty(missing);
    }

    [Fact]
    public void There_are_suites() => Assert.True(Suites().Count() >= 10);

    private static IEnumerable<Type> Suites() =>
        Assembly.GetExecutingAssembly().GetTypes()
            .Where(type =>
                type.IsAbstract && type.Name.Split('`')[0].EndsWith("Specification", StringComparison.Ordinal));

    private static bool IsRunOf(Type type, Type suite)
    {
        if (type.IsAbstract || !type.IsPublic)
        {
            return false;
        }

        for (Type? ancestor = type.BaseType; ancestor is not null; ancestor = ancestor.BaseType)
        {
            if ((ancestor.IsGenericType ? ancestor.GetGenericTypeDefinition() : ancestor) == suite)
            {
                return true;
            }
        }

        return false;
    }
}
