/// An expression that is no path, with what follows it: filters, a grouping, `[]`.
final class FilteredNode: Node {
    let core: any Node
    private let filters: [Filter]
    private let grouping: Grouping?
    private let keepsArray: Bool
    private let tupleSlotCount: Int?

    init(_ core: any Node, filters: [Filter], grouping: Grouping?, keepsArray: Bool, tupleSlotCount: Int?) {
        self.core = core
        self.filters = filters
        self.grouping = grouping
        self.keepsArray = keepsArray
        self.tupleSlotCount = tupleSlotCount
    }

    func value(_ run: Evaluation, _ input: Value, _ frame: Frame) throws(JSONataError) -> Value {
        var value = try core.value(run, input, frame)
        for filter in filters { value = try filter.filtered(value, run, frame, tupleSlotCount: tupleSlotCount) }
        if let grouping { value = try grouping.object(of: value, run, frame) }
        if keepsArray, case .list(var list) = value, list.isSequence {
            list.traits.insert(.keepsSingleton)
            value = .list(list)
        }
        return value
    }
}
