import MeshCore

extension Signature {
    /// Checks the arguments of a call and completes them: the context for what is missing, arrays around single values.
    func validate(_ arguments: [Value], context: Value) throws(JSONataError) -> [Value] {
        // Nearly every call is plain: one argument of the right kind for each parameter, and no arrays to look into.
        if arguments.count == parameters.count, isPlain(arguments) { return arguments }
        let symbols = arguments.map(\.symbol)
        guard let counts = place(symbols, inAll: parameters.count, mustEnd: true) else {
            throw mismatch(arguments, symbols)
        }
        var validated: [Value] = []
        validated.reserveCapacity(parameters.count)
        var next = 0
        for (parameter, count) in zip(parameters, counts) {
            if count == 0 {
                if parameter.takesContext {
                    guard parameter.symbols.contains(context.symbol) else {
                        throw JSONataError("T0411", value: context.shown, inserts: ["index": .int(Int64(next + 1))])
                    }
                    validated.append(context)
                } else {
                    validated.append(next < arguments.count ? arguments[next] : .undefined)
                    next += 1
                }
            } else {
                for _ in 0..<count {
                    let argument = next < arguments.count ? arguments[next] : .undefined
                    validated.append(parameter.isArray ? try array(argument, for: parameter, at: next) : argument)
                    next += 1
                }
            }
        }
        return validated
    }

    private func isPlain(_ arguments: [Value]) -> Bool {
        for (parameter, argument) in zip(parameters, arguments) {
            let symbol = argument.symbol
            guard parameter.symbols.contains(symbol) else { return false }
            if parameter.isArray, symbol != .array || parameter.subtype != nil { return false }
        }
        return true
    }

    private func array(
        _ argument: Value, for parameter: SignatureParameter, at index: Int
    ) throws(JSONataError) -> Value {
        let symbol = argument.symbol
        if symbol == .missing { return .undefined }
        if let subtype = parameter.subtype, let wanted = subtype.first {
            let fits =
                symbol == .array
                ? argument.elementsAll(have: TypeSymbols.letter(wanted) ?? [])
                : subtype.count == 1 && TypeSymbols.letter(wanted) == symbol
            guard fits else {
                throw JSONataError(
                    "T0412", value: argument.shown,
                    inserts: ["index": .int(Int64(index + 1)), "type": .string(parameter.elementWords)])
            }
        }
        return symbol == .array ? argument : .list(ValueList([argument]))
    }

    /// How many arguments each parameter takes; the first ones take as many as they can. Nil when they do not fit.
    private func place(_ symbols: [TypeSymbols], inAll count: Int, mustEnd: Bool) -> [Int]? {
        var counts = Array(repeating: 0, count: count)
        return place(symbols, from: 0, parameter: 0, &counts, mustEnd: mustEnd) ? counts : nil
    }

    private func place(
        _ symbols: [TypeSymbols], from start: Int, parameter index: Int, _ counts: inout [Int], mustEnd: Bool
    ) -> Bool {
        guard index < counts.count else { return !mustEnd || start == symbols.count }
        let parameter = parameters[index]
        let most = parameter.isRepeated ? symbols.count - start : 1
        var fitting = 0
        while fitting < most, start + fitting < symbols.count, parameter.symbols.contains(symbols[start + fitting]) {
            fitting += 1
        }
        let least = parameter.isOptional || parameter.takesContext ? 0 : 1
        while fitting >= least {
            counts[index] = fitting
            if place(symbols, from: start + fitting, parameter: index + 1, &counts, mustEnd: mustEnd) { return true }
            fitting -= 1
        }
        return false
    }

    /// Tells the first argument that fits no parameter.
    private func mismatch(_ arguments: [Value], _ symbols: [TypeSymbols]) -> JSONataError {
        var good = 0
        for count in parameters.indices {
            guard let counts = place(symbols, inAll: count + 1, mustEnd: false) else { break }
            good = counts.reduce(0, +)
        }
        return JSONataError(
            "T0410", value: good < arguments.count ? arguments[good].shown : nil,
            inserts: ["index": .int(Int64(good + 1))])
    }
}
