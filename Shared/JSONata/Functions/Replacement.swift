/// The text that is put in place of a match, in which `$1` stands for a group, `$0` for the match and `$$` for a dollar.
struct Replacement {
    private let template: [Character]

    init(_ template: String) {
        self.template = Array(template)
    }

    func text(for match: Matches.Found) -> String {
        var result = ""
        var place = 0
        while place < template.count {
            let letter = template[place]
            place += 1
            guard letter == "$" else {
                result.append(letter)
                continue
            }
            let next = place < template.count ? template[place] : " "
            if next == "$" {
                result.append("$")
                place += 1
            } else if next == "0" {
                result += match.text
                place += 1
            } else if let group = group(at: place, of: match.groups.count) {
                if match.groups.indices.contains(group - 1), case .string(let text) = match.groups[group - 1] {
                    result += text
                }
                place += String(group).count
            } else {
                result.append("$")
            }
        }
        return result
    }

    /// The number of a group: as many digits as there can be groups, and one fewer when there are not that many.
    private func group(at place: Int, of count: Int) -> Int? {
        let most = count == 0 ? 1 : String(count).count
        guard let number = number(at: place, most) else { return nil }
        return most > 1 && number > count ? self.number(at: place, most - 1) : number
    }

    private func number(at place: Int, _ most: Int) -> Int? {
        Int(String(template[place...].prefix(most).prefix { $0.isASCII && $0.isNumber }))
    }
}
