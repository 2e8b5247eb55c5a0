/// Whether a schedule may run later than at its time.
enum FlexibleTimeWindowMode: String, CaseIterable {
    case off = "OFF"
    case flexible = "FLEXIBLE"
}
