namespace Furrow.Events;

/// <summary>Hears what happens. A sink that throws is dropped; the work goes on.</summary>
public interface IEventSink
{
    /// <summary>
    /// Whether it wants to hear of every statement (<see cref="SqlExecuted"/>). Asked when a database is opened: while
    /// no sink does, statements are not even looked at. Default false.
    /// </summary>
    bool HearsStatements => false;

    /// <summary>
    /// Takes one event. Behind an <see cref="EventHub"/> calls come one at a time, in order, on the thread that does
    /// the work: be quick.
    /// </summary>
    void Emit(FurrowEvent furrowEvent);
}
