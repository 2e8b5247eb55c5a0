/// A small regular expression that is matched in time linear in the text, whatever the text: so a pattern in a schema
/// is no way to occupy a processor.
///
/// It knows what schemas use and ECMA 262 means the same by: literals, `.`, classes with ranges and negation, `\d \w
/// \s`, escapes, `\uHHHH`, groups, `|`, `* + ?`, `{n}`, `{n,}`, `{n,m}`, and the anchors `^` and `$`. As JSON Schema has it, a
/// pattern without anchors may match anywhere.
package struct TextPattern: Sendable {
    package let source: String
    let program: [TextPatternInstruction]

    /// Compiles a pattern; nil when it is malformed or compiles to more than 4096 instructions.
    package init?(_ source: String) {
        var compiler = TextPatternCompiler(source)
        guard let program = compiler.compile() else { return nil }
        self.source = source
        self.program = program
    }

    /// Whether the pattern occurs in a text, by running all threads of the program side by side (Ken Thompson, "Regular
    /// Expression Search Algorithm", CACM 11/6, 1968).
    package func matches(_ text: String) -> Bool {
        var current = Threads(programLength: program.count)
        var next = Threads(programLength: program.count)
        let scalars = Array(text.unicodeScalars)
        for position in 0...scalars.count {
            let place = Place(isAtStart: position == 0, isAtEnd: position == scalars.count)
            if add(0, at: place, to: &current) { return true }
            guard position < scalars.count else { return false }
            for thread in current.list {
                guard case .character(let set) = program[thread], set.contains(scalars[position]) else { continue }
                let following = Place(isAtStart: false, isAtEnd: position + 1 == scalars.count)
                if add(thread + 1, at: following, to: &next) { return true }
            }
            swap(&current, &next)
            next.removeAll()
        }
        return false
    }

    /// Where in the text the threads stand, for the anchors.
    private struct Place {
        let isAtStart: Bool
        let isAtEnd: Bool
    }

    /// The instructions at which threads stand, each once.
    private struct Threads {
        private(set) var list: [Int] = []
        private var isPresent: [Bool]

        init(programLength: Int) {
            isPresent = Array(repeating: false, count: programLength)
        }

        mutating func insert(_ thread: Int) -> Bool {
            guard !isPresent[thread] else { return false }
            isPresent[thread] = true
            list.append(thread)
            return true
        }

        mutating func removeAll() {
            for thread in list { isPresent[thread] = false }
            list.removeAll(keepingCapacity: true)
        }
    }

    /// Adds a thread and those that it reaches without a character; true when one has reached the end of the program.
    private func add(_ start: Int, at place: Place, to threads: inout Threads) -> Bool {
        var pending = [start]
        while let thread = pending.popLast() {
            guard threads.insert(thread) else { continue }
            switch program[thread] {
            case .character: break
            case .match: return true
            case .jump(let target): pending.append(target)
            case .split(let first, let second): pending += [second, first]
            case .start: if place.isAtStart { pending.append(thread + 1) }
            case .end: if place.isAtEnd { pending.append(thread + 1) }
            }
        }
        return false
    }
}
