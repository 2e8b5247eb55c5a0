/// One step of a way through a value or a schema.
enum PathStep {
    case name(String)
    case position(Int)

    var text: String {
        switch self {
        case .name(let name): "/" + JSONPointer.escaped(name)
        case .position(let position): "/\(position)"
        }
    }
}
