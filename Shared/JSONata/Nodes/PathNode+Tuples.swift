extension PathNode {
    /// The value of a path that binds variables on its way.
    func value(
        _ input: Value, _ plan: TuplePlan, _ run: Evaluation, _ frame: Frame
    ) throws(JSONataError) -> Value {
        var values = input
        for index in 0..<plan.firstStep {
            values = try step(index, over: values, run, frame)
            if values.isUndefined || values.elementCount == 0 { return .list(.sequence()) }
        }
        var stream: TupleStream?
        for step in steps[plan.firstStep...] {
            let next = try tuples(of: step, over: stream, or: values, plan, run, frame)
            try run.spend(bytes: next.tuples.count * (MemoryLayout<Tuple>.stride + plan.names.count * 32))
            stream = next
        }
        let found = stream ?? TupleStream(names: plan.names, tuples: [])
        // A grouping sees the variables, and so does a path around this one.
        if plan.passesOn || grouping != nil { return .tuples(found) }
        return .list(.sequence(found.tuples.map(\.item)))
    }

    private func tuples(
        of step: PathStep, over stream: TupleStream?, or values: Value, _ plan: TuplePlan, _ run: Evaluation,
        _ frame: Frame
    ) throws(JSONataError) -> TupleStream {
        let unbound = [Value?](repeating: nil, count: plan.names.count)
        var tuples = stream?.tuples ?? values.elements.map { Tuple(item: $0, slots: unbound) }
        switch step.action {
        case .sort(let ordering):
            let unordered = tuples
            let order = try ordering.order(of: unordered.count) { (index: Int, node: any Node) throws(JSONataError) in
                try run.evaluate(node, unordered[index].item, Frame(unordered[index].slots, parent: frame))
            }
            tuples = order.map { unordered[$0] }
            if stream == nil, let slot = step.index {
                for place in tuples.indices { tuples[place].slots[slot] = .number(Double(place)) }
            }
        case .evaluate(let node):
            var found: [Tuple] = []
            for tuple in tuples {
                let value = try run.evaluate(node, tuple.item, Frame(tuple.slots, parent: frame))
                append(value, of: step, after: tuple, plan, to: &found)
            }
            tuples = found
        }
        var result = TupleStream(names: plan.names, tuples: tuples)
        for stage in step.stages {
            switch stage {
            case .filter(let filter): result = try filter.filtered(result, run, frame, slotCount: plan.names.count)
            case .index(let slot):
                var numbered = result.tuples
                for place in numbered.indices { numbered[place].slots[slot] = .number(Double(place)) }
                result = TupleStream(names: plan.names, tuples: numbered)
            }
        }
        return result
    }

    /// Adds a tuple for each value that a step has found, with what the step binds.
    private func append(
        _ value: Value, of step: PathStep, after tuple: Tuple, _ plan: TuplePlan, to found: inout [Tuple]
    ) {
        if value.isUndefined { return }
        if case .tuples(let inner) = value {
            let slots = inner.names.map { plan.names.firstIndex(of: $0) }
            for other in inner.tuples {
                var next = tuple
                next.item = other.item
                for case (let slot?, let bound?) in zip(slots, other.slots) { next.slots[slot] = bound }
                found.append(next)
            }
            return
        }
        for place in 0..<value.elementCount {
            var next = tuple
            let item = value.element(place)
            if let focus = step.focus {
                next.slots[focus] = item
            } else {
                next.item = item
            }
            if let index = step.index { next.slots[index] = .number(Double(place)) }
            if let ancestor = step.ancestor { next.slots[ancestor] = tuple.item }
            found.append(next)
        }
    }
}
