import MeshCore

extension Resolver {
    /// - Parameter isCalled: Whether the path stands where a function should.
    func path(_ syntax: SyntaxNode, _ place: Place, isCalled: Bool = false) throws(JSONataError) -> PathNode {
        let firstTuple = syntax.children.firstIndex(where: \.isTuple)
        let names = firstTuple == nil ? [] : TupleNames.bound(by: syntax)
        let inner = firstTuple == nil ? place : place.within(Scope(parent: place.scope, names: names))
        var steps: [PathStep] = []
        for (index, step) in syntax.children.enumerated() {
            let isInner = firstTuple.map { index >= $0 } ?? false
            var seen = isInner ? inner : place
            // From the second step on, there is what the first has found.
            if index > 0 { seen = seen.withContext }
            steps.append(try self.step(step, seen, isFirst: index == 0))
        }
        let grouping = try syntax.group.map { (group) throws(JSONataError) in
            try self.grouping(group, inner.withContext, firstTuple == nil ? nil : inner.scope.names.count)
        }
        let first = syntax.children[0]
        return PathNode(
            steps, startsWithVariable: first.kind == .variable, keepsSingleton: syntax.keepsSingletonArray,
            grouping: grouping, firstName: isCalled && first.kind == .name ? variable(named: first.text, place) : nil,
            tuples: firstTuple.map {
                PathNode.TuplePlan(firstStep: $0, names: inner.scope.names, passesOn: syntax.isTuple)
            })
    }

    private func step(_ syntax: SyntaxNode, _ place: Place, isFirst: Bool) throws(JSONataError) -> PathStep {
        var stages: [PathStep.Stage] = []
        for stage in syntax.stages {
            switch stage {
            case .filter(let predicate): stages.append(.filter(Filter(try node(predicate, place.withContext))))
            case .index(let name): stages.append(.index(slot: place.scope.slot(for: name)))
            }
        }
        return PathStep(
            try action(syntax, place), stages: stages, focus: syntax.focus.map { place.scope.slot(for: $0) },
            index: syntax.index.map { place.scope.slot(for: $0) },
            ancestor: syntax.ancestor.map { place.scope.slot(for: $0.label) },
            isConstructedArray: isFirst && syntax.isConstructedArray)
    }

    private func action(_ syntax: SyntaxNode, _ place: Place) throws(JSONataError) -> PathStep.Action {
        guard syntax.kind == .sort else { return .evaluate(try node(syntax, place)) }
        var terms: [Ordering.Term] = []
        for term in syntax.terms {
            let expression = try node(term.expression, place.withContext)
            terms.append(Ordering.Term(isDescending: term.isDescending, expression: expression))
        }
        return .sort(Ordering(terms: terms, position: syntax.position))
    }
}
