const words = (text: string): [string, string][] =>
  text
    .trim()
    .split(/\s+/)
    .map(pair => {
      const [name = '', symbol = ''] = pair.split('=');
      return [name, symbol];
    });

/** Control words that stand for a character. */
export const LATEX_SYMBOLS: ReadonlyMap<string, string> = new Map([
  ...words(`
    alpha=α beta=β gamma=γ delta=δ epsilon=ε varepsilon=ε zeta=ζ eta=η theta=θ vartheta=ϑ iota=ι kappa=κ lambda=λ
    mu=μ textmu=μ nu=ν xi=ξ omicron=ο pi=π varpi=ϖ rho=ρ varrho=ϱ sigma=σ varsigma=ς tau=τ upsilon=υ phi=φ varphi=φ
    chi=χ psi=ψ omega=ω Gamma=Γ Delta=Δ Theta=Θ Lambda=Λ Xi=Ξ Pi=Π Sigma=Σ Upsilon=Υ Phi=Φ Psi=Ψ Omega=Ω
    times=× texttimes=× div=÷ pm=± textpm=± mp=∓ cdot=· ast=* star=⋆ circ=∘ bullet=• oplus=⊕ otimes=⊗ odot=⊙
    leq=≤ leqslant=≤ le=≤ geq=≥ geqslant=≥ ge=≥ neq=≠ ne=≠ approx=≈ sim=∼ simeq=≃ cong=≅ equiv=≡ propto=∝ ll=≪ gg=≫
    lesssim=≲ gtrsim=≳ prec=≺ succ=≻ perp=⊥ parallel=∥ mid=| gt=> lt=< vert=| Vert=‖
    infty=∞ partial=∂ nabla=∇ sum=∑ prod=∏ int=∫ oint=∮ sqrt=√ surd=√ angle=∠ ell=ℓ hbar=ℏ Re=ℜ Im=ℑ aleph=ℵ
    in=∈ notin=∉ ni=∋ subset=⊂ subseteq=⊆ supset=⊃ supseteq=⊇ cup=∪ cap=∩ setminus=∖ emptyset=∅ varnothing=∅
    forall=∀ exists=∃ neg=¬ lnot=¬ land=∧ wedge=∧ lor=∨ vee=∨ top=⊤ bot=⊥ models=⊨ vdash=⊢
    to=→ rightarrow=→ longrightarrow=→ leftarrow=← gets=← longleftarrow=← leftrightarrow=↔ uparrow=↑ downarrow=↓ nearrow=↗
    searrow=↘ Rightarrow=⇒ implies=⇒ Leftarrow=⇐ Leftrightarrow=⇔ iff=⇔ mapsto=↦ hookrightarrow=↪ rightleftharpoons=⇌
    langle=⟨ rangle=⟩ lfloor=⌊ rfloor=⌋ lceil=⌈ rceil=⌉ lbrace={ rbrace=} lbrack=[ rbrack=]
    ldots=… dots=… cdots=⋯ dotsc=… dotsb=⋯ textellipsis=… vdots=⋮ ddots=⋱ prime=′ dagger=† dag=† ddagger=‡ ddag=‡
    deg=° degree=° textdegree=° checkmark=✓ cmark=✓ xmark=✗ square=□ Box=□ diamond=⋄ triangle=△ triangleq=≜ clubsuit=♣ heartsuit=♥
    textbackslash=∖ textasciitilde=∼ textasciicircum=^ textbar=| textless=< textgreater=> textunderscore=_
    textendash=– textemdash=— textquoteleft=‘ textquoteright=’ textquotedblleft=“ textquotedblright=” lq=‘ rq=’
    textregistered=® texttrademark=™ copyright=© textcopyright=© pounds=£ euro=€ texteuro=€ S=§ P=¶
    o=ø O=Ø l=ł L=Ł ss=ß ae=æ AE=Æ oe=œ OE=Œ aa=å AA=Å i=ı j=ȷ dh=ð DH=Ð th=þ TH=Þ dj=đ DJ=Đ ng=ŋ
    TeX=TeX LaTeX=LaTeX eg=e.g. ie=i.e. etc=etc. etal=et␣al. wrt=w.r.t. aka=a.k.a. vs=vs. cf=cf.
    quad=␣ qquad=␣ space=␣ thinspace=␣ newline=␣ linebreak=␣ par=␣ item=•␣
  `).map(([name, symbol]): [string, string] => [name, symbol.replaceAll('␣', ' ')]),
]);

/** Control words that are read by their names. */
export const LATEX_FUNCTIONS: ReadonlySet<string> = new Set(
  'log ln exp max min sup inf arg lim sin cos tan sinh cosh tanh det dim ker gcd Pr argmax argmin bmod mod'.split(
    ' ',
  ),
);

/** Control words that change how what follows looks, and say nothing. */
export const LATEX_SILENT: ReadonlySet<string> = new Set(
  `bf em it sc tt rm sf sl bfseries itshape scshape ttfamily rmfamily sffamily mdseries upshape normalfont normalsize
   tiny scriptsize footnotesize small large Large LARGE huge Huge left right big Big bigg Bigg bigl bigr Bigl Bigr
   displaystyle textstyle scriptstyle limits nolimits allowbreak nobreak noindent centering protect xspace relax sloppy
   newpage smallskip medskip bigskip hfill`.split(/\s+/),
);

/** Control words whose argument is not for readers. */
export const LATEX_DROPPED: ReadonlySet<string> = new Set(
  `color label cite citep citet citeauthor citeyear ref eqref cref autoref vspace hspace begin end phantom hphantom vphantom
   bibliographystyle pagestyle`.split(/\s+/),
);

/** `\'e` and `\"o`: control symbols and letters that put a mark on the next letter. */
export const LATEX_ACCENTS: ReadonlyMap<string, string> = new Map([
  ["'", '\u0301'],
  ['`', '\u0300'],
  ['^', '\u0302'],
  ['"', '\u0308'],
  ['~', '\u0303'],
  ['=', '\u0304'],
  ['.', '\u0307'],
  ['c', '\u0327'],
  ['v', '\u030C'],
  ['u', '\u0306'],
  ['H', '\u030B'],
  ['k', '\u0328'],
  ['r', '\u030A'],
  ['d', '\u0323'],
  ['b', '\u0331'],
  ['hat', '\u0302'],
  ['widehat', '\u0302'],
  ['tilde', '\u0303'],
  ['widetilde', '\u0303'],
  ['bar', '\u0304'],
  ['vec', '\u20D7'],
  ['dot', '\u0307'],
  ['ddot', '\u0308'],
  ['acute', '\u0301'],
  ['grave', '\u0300'],
  ['breve', '\u0306'],
  ['check', '\u030C'],
]);

/** Letters of `\mathbb` that have a form of their own which every font shows. */
export const DOUBLE_STRUCK: ReadonlyMap<string, string> = new Map(words('C=ℂ H=ℍ N=ℕ P=ℙ Q=ℚ R=ℝ Z=ℤ'));
