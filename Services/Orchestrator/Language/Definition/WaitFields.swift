/// For what a Wait state waits.
enum WaitFields: Sendable {
    case seconds(NumberField)
    case timestamp(TextField)
    case timestampPath(StatePath)
}
