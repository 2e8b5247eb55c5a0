/// What an entry of the agenda waits for, so that it can be called off.
enum AgendaKey: Hashable, Sendable {
    case timer(TimerID)
    case task(TaskID)
}
