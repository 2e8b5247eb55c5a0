/// What a property belongs to: one event, or the whole visit, which has it from its first event.
package enum DimensionScope: String, Hashable, Sendable {
    case event, visit
}
