/// The variables of one scope during an evaluation.
final class Frame {
    /// By their slots; nil for those that nothing has been bound to yet.
    var slots: [Value?]
    let parent: Frame?
    /// Whether a function holds this frame, which then may hold that function: a cycle to be cut at the end.
    var isCaptured = false

    init(_ slots: [Value?], parent: Frame?) {
        self.slots = slots
        self.parent = parent
    }

    convenience init(slotCount: Int, parent: Frame?) {
        self.init(Array(repeating: nil, count: slotCount), parent: parent)
    }
}
